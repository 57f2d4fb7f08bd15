package dev.writ.torture.nemesis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Hands out each of its cards once before it hands out one again, each time in another order: one of each suit first. */
final class Deck<T> {

    private final List<T> cards;
    private final Function<T, String> suit;
    private final RandomGenerator random;
    private int next;

    /** @param cards one or more */
    Deck(List<T> cards, Function<T, String> suit, RandomGenerator random) {
        if (cards.isEmpty()) {
            throw new IllegalArgumentException("a deck has one card or more");
        }
        this.cards = new ArrayList<>(cards);
        this.suit = suit;
        this.random = random;
        this.next = cards.size();
    }

    T draw() {
        if (next == cards.size()) {
            shuffle();
            next = 0;
        }
        return cards.get(next++);
    }

    private void shuffle() {
        Collections.shuffle(cards, random);
        Map<String, Integer> ofSuit = new HashMap<>();
        SortedMap<Integer, List<T>> rounds = new TreeMap<>();
        cards.forEach(
                card -> rounds.computeIfAbsent(ofSuit.merge(suit.apply(card), 1, Integer::sum), _ -> new ArrayList<>())
                        .add(card));
        cards.clear();
        rounds.values().forEach(cards::addAll);
    }
}

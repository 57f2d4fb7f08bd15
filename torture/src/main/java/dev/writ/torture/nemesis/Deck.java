package dev.writ.torture.nemesis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** Hands out each of its cards once before it hands out one again, each time in another order. */
final class Deck<T> {

    private final List<T> cards;
    private final RandomGenerator random;
    private int next;

    /** @param cards one or more */
    Deck(List<T> cards, RandomGenerator random) {
        if (cards.isEmpty()) {
            throw new IllegalArgumentException("a deck has one card or more");
        }
        this.cards = new ArrayList<>(cards);
        this.random = random;
        this.next = cards.size();
    }

    T draw() {
        if (next == cards.size()) {
            Collections.shuffle(cards, random);
            next = 0;
        }
        return cards.get(next++);
    }
}

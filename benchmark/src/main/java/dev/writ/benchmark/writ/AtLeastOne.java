package dev.writ.benchmark.writ;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A whole number of 1 or more, as an option's value. */
public final class AtLeastOne implements ITypeConverter<Integer> {

    @Override
    public Integer convert(String value) {
        if (!value.matches("0*[1-9][0-9]{0,8}")) {
            throw new TypeConversionException("'" + value + "' is not a whole number from 1 to 999999999");
        }
        return Integer.valueOf(value);
    }
}

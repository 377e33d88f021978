package dev.teeproof.verifier;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Lists with one element changed. */
final class Edit {

    private Edit() {}

    static <T> List<T> set(List<T> list, int index, T element) {
        List<T> other = new ArrayList<>(list);
        other.set(index, element);
        return other;
    }

    static <T> List<T> add(List<T> list, int index, T element) {
        List<T> other = new ArrayList<>(list);
        other.add(index, element);
        return other;
    }

    static <T> List<T> drop(List<T> list, int index) {
        List<T> other = new ArrayList<>(list);
        other.remove(index);
        return other;
    }

    static <T> List<T> swap(List<T> list, int a, int b) {
        List<T> other = new ArrayList<>(list);
        Collections.swap(other, a, b);
        return other;
    }
}

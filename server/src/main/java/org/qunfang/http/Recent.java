package org.qunfang.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A map that keeps only the entries used last, so that nobody can fill the memory. Safe for several threads. */
public final class Recent<K, V> {
    private final Map<K, V> entries;

    public Recent(int most) {
        this.entries = new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /** Null when it is not (or no longer) there. */
    public synchronized V get(K key) {
        return entries.get(key);
    }

    public synchronized void put(K key, V value) {
        entries.put(key, value);
    }

    public synchronized void remove(K key) {
        entries.remove(key);
    }

    public synchronized void clear() {
        entries.clear();
    }

    /** Replaces the value; the change is given null when there is none. */
    public synchronized V update(K key, UnaryOperator<V> change) {
        V changed = change.apply(entries.get(key));
        entries.put(key, changed);
        return changed;
    }
}

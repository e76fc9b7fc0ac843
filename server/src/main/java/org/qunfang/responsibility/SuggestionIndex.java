package org.qunfang.responsibility;

import java.util.Arrays;

/** Numbers its keys from 0 in the order in which they come. Open addressing on plain arrays: made for the hot path. */
final class SuggestionIndex {
    private static final long MIX = 0x9e3779b97f4a7c15L;

    private long[] keys;
    private int[] slots;
    private int size;

    /** @param expected how many keys may come before it has to grow, at least 1 */
    SuggestionIndex(int expected) {
        this.keys = new long[expected];
        this.slots = emptySlots(expected);
    }

    private static int[] emptySlots(int expected) {
        int[] slots = new int[Integer.highestOneBit(Math.max(8, expected) * 2) * 2];
        Arrays.fill(slots, -1);
        return slots;
    }

    int size() {
        return size;
    }

    long key(int place) {
        return keys[place];
    }

    /** The place of the key, which is new when the size has grown. */
    int put(long key) {
        int slot = slotOf(key);
        if (slots[slot] >= 0) {
            return slots[slot];
        }
        if (size == keys.length) {
            grow();
            slot = slotOf(key);
        }
        keys[size] = key;
        slots[slot] = size;
        return size++;
    }

    /** The place of the key, or -1. */
    int find(long key) {
        return slots[slotOf(key)];
    }

    private int slotOf(long key) {
        int mask = slots.length - 1;
        int slot = (int) (key * MIX >>> 32) & mask;
        while (slots[slot] >= 0 && keys[slots[slot]] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        keys = Arrays.copyOf(keys, keys.length * 2);
        slots = emptySlots(keys.length);
        for (int place = 0; place < size; place++) {
            slots[slotOf(keys[place])] = place;
        }
    }
}

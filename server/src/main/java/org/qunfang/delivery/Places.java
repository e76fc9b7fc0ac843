package org.qunfang.delivery;

/** Places of a channel, and how many are taken. */
final class Places {
    /** So few places are filled one by one; of more it takes half, so that a claim is worth its query. */
    private static final int FEW = 32;

    /** Times the places: so many calls that take long may be under way beside those in places. */
    private static final int OUTSIDE = 3;

    private final int limit;
    private int taken;
    private int outside;

    Places(int limit) {
        this.limit = limit;
    }

    int free() {
        return limit - taken;
    }

    boolean areWorthAClaim() {
        return free() >= (limit <= FEW ? 1 : limit / 2 + 1);
    }

    /** @param lane of the provider; null where the channel has only one */
    Turn take(Lane lane) {
        taken++;
        return new Turn(lane);
    }

    /** One call under way. */
    final class Turn {
        private final Lane lane;
        private boolean slow;
        private boolean out;

        private Turn(Lane lane) {
            this.lane = lane;
        }

        /** It takes long: its place is free for another provider's, while there are not too many such. */
        void takesLong() {
            slow = true;
            lane.slows();
            if (outside < OUTSIDE * limit) {
                out = true;
                outside++;
                taken--;
            }
        }

        void ends() {
            if (slow) {
                lane.quickens();
            }
            if (out) {
                outside--;
            } else {
                taken--;
            }
        }
    }
}

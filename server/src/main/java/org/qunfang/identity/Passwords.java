package org.qunfang.identity;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Hashes on a worker pool of its own, with a bounded queue: each hash takes 19 MiB and tens of milliseconds. */
final class Passwords {
    private static final int SHORTEST = 12;
    private static final int MOST_WAITING = 50;
    /** What the password of an unknown person is compared with, so that the answer takes as long as any other. */
    private static final String NOBODYS = Argon2.hash("nobody has this password");

    private final WorkerExecutor workers;
    private final AtomicInteger waiting = new AtomicInteger();

    Passwords(WorkerExecutor workers) {
        this.workers = workers;
    }

    /** @throws Problem {@code invalid} at the pointer for what is too easily guessed */
    static void check(String pointer, String password, String email) {
        if (password.codePointCount(0, password.length()) < SHORTEST
                || SignIn.normal(password).contains(email)) {
            throw Problem.invalid(
                    pointer,
                    Localized.of("密码至少 12 个字符，且不能包含邮箱。", "At least 12 characters, and not the e-mail address."));
        }
    }

    Future<String> hash(String password) {
        return work(() -> Argon2.hash(password));
    }

    /** @param storedHash null for a person who does not exist: false, in the same time */
    Future<Boolean> matches(String password, String storedHash) {
        return work(() -> Argon2.matches(password, storedHash == null ? NOBODYS : storedHash) && storedHash != null);
    }

    private <T> Future<T> work(Callable<T> hashing) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return Future.failedFuture(
                    Problem.of(ProblemType.UNAVAILABLE, "登录人数过多，请稍后再试。", "Too many are signing in; try again shortly.")
                            .retryAfter(2));
        }
        return workers.executeBlocking(hashing, false).onComplete(done -> waiting.decrementAndGet());
    }
}

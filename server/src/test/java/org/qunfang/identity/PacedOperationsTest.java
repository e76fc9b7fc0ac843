package org.qunfang.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.qunfang.http.Binding;
import org.qunfang.http.Contract;

/** Nobody who needs no office may write without a pace, whatever operation comes next. */
class PacedOperationsTest {
    private static final Vertx VERTX = Vertx.vertx();

    /** They make no rows but those of failed sign-ins, which have a limit of their own. */
    private static final Set<String> OF_SESSIONS = Set.of("login", "refresh", "logout", "recover");

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    @Test
    void whatResidentsMayWriteDeclaresItsPace() {
        assertThat(Contract.load(VERTX).await().operations().values())
                .filteredOn(each -> !each.method().equals("get") && isForResidents(each.permission()))
                .filteredOn(each -> !OF_SESSIONS.contains(each.id()))
                .hasSizeGreaterThanOrEqualTo(15)
                .allSatisfy(each -> assertThat(each.pace()).as(each.id()).isNotNull());
    }

    private static boolean isForResidents(String permission) {
        return Set.of(Binding.PUBLIC, Binding.SIGNED_IN).contains(permission)
                || Role.residentPermissions().contains(permission);
    }
}

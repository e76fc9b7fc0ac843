package org.qunfang.responsibility;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.qunfang.problem.Localized;

/** Findings as a table for a spreadsheet (RFC 4180). Pure. */
final class FindingCsv {
    /** Spreadsheets take a file without it for one of the old code pages. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    /** A cell that begins so is a formula to a spreadsheet. */
    private static final String FORMULA = "=+-@\t\r";

    private static final List<String> COLUMNS = List.of(
            "id",
            "kind",
            "duty",
            "category",
            "categoryName",
            "extent",
            "area",
            "areaName",
            "departments",
            "cells",
            "of",
            "owner",
            "status",
            "openedAt",
            "due",
            "closedAt",
            "resolution");

    private FindingCsv() {}

    static String of(Matrix matrix, List<Finding> findings, String language) {
        StringWriter text = new StringWriter().append(BYTE_ORDER_MARK);
        try (CsvWriter csv =
                CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
            csv.writeRecord(COLUMNS);
            for (Finding finding : findings) {
                csv.writeRecord(row(matrix, finding, language).stream()
                        .map(FindingCsv::harmless)
                        .toList());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory cannot be written", impossible);
        }
        return text.toString();
    }

    private static List<String> row(Matrix matrix, Finding finding, String language) {
        Category category = matrix.category(finding.categoryId()).orElseThrow();
        Area area = matrix.area(finding.areaId()).orElse(null);
        String departments = finding.departmentIds().stream()
                .map(id -> matrix.department(id)
                        .map(one -> in(one.name(), language))
                        .orElse(""))
                .collect(Collectors.joining("; "));
        return List.of(
                finding.id().toString(),
                finding.kind(),
                finding.duty(),
                category.code(),
                in(category.name(), language),
                finding.extent(),
                area == null ? "" : area.code(),
                area == null ? "" : in(area.name(), language),
                departments,
                Objects.toString(finding.cells(), ""),
                Objects.toString(finding.of(), ""),
                matrix.department(finding.ownerDepartmentId())
                        .map(owner -> in(owner.name(), language))
                        .orElse(""),
                finding.status(),
                finding.openedAt().toString(),
                finding.dueAt().toString(),
                Objects.toString(finding.closedAt(), ""),
                Objects.toString(finding.resolution(), ""));
    }

    private static String in(Localized text, String language) {
        return Localized.EN.equals(language) ? text.en() : text.zhCn();
    }

    static String harmless(String cell) {
        return !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}

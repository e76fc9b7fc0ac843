package org.qunfang.delivery;

import com.google.api.client.http.LowLevelHttpResponse;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** One complete answer in the shape that Google's HTTP library reads. */
final class FcmResponse extends LowLevelHttpResponse {
    private final int status;
    private final MultiMap headers;
    private final List<Map.Entry<String, String>> inOrder;
    private final Buffer body;

    FcmResponse(int status, MultiMap headers, Buffer body) {
        this.status = status;
        this.headers = headers;
        this.inOrder = headers.entries();
        this.body = body;
    }

    MultiMap headers() {
        return headers;
    }

    @Override
    public InputStream getContent() {
        return new ByteArrayInputStream(body.getBytes());
    }

    @Override
    public String getContentEncoding() {
        return headers.get("Content-Encoding");
    }

    @Override
    public long getContentLength() {
        return body.length();
    }

    @Override
    public String getContentType() {
        return headers.get("Content-Type");
    }

    @Override
    public String getStatusLine() {
        return "HTTP/1.1 " + status;
    }

    @Override
    public int getStatusCode() {
        return status;
    }

    @Override
    public String getReasonPhrase() {
        return "";
    }

    @Override
    public int getHeaderCount() {
        return inOrder.size();
    }

    @Override
    public String getHeaderName(int index) {
        return inOrder.get(index).getKey();
    }

    @Override
    public String getHeaderValue(int index) {
        return inOrder.get(index).getValue();
    }
}

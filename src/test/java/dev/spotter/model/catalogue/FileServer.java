package dev.spotter.model.catalogue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server on localhost that serves one file as well, or as badly, as a test asks; it notes each request's headers. */
public final class FileServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** The headers of what was asked so far. */
    final List<Headers> asked = new CopyOnWriteArrayList<>();

    private volatile byte[] content;
    private volatile String tag = "\"one\"";

    FileServer(byte[] content) throws IOException {
        this.content = content;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    /** A server that serves bytes at {@code /file} with ranges and an ETag. */
    public static FileServer serving(byte[] content) throws IOException {
        FileServer server = new FileServer(content);
        server.on("/file", exchange -> server.send(exchange, Integer.MAX_VALUE));
        return server;
    }

    void on(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            asked.add(exchange.getRequestHeaders());
            try (exchange) {
                handler.handle(exchange);
            }
        });
    }

    /** The file has other content from now on. */
    void change(byte[] content, String tag) {
        this.content = content;
        this.tag = tag;
    }

    /** Answers as RFC 9110 has it, but cuts the connection after so many bytes of the body. */
    void send(HttpExchange exchange, int most) throws IOException {
        byte[] now = content;
        Headers request = exchange.getRequestHeaders();
        exchange.getResponseHeaders().set("ETag", tag);
        int from = 0;
        int status = 200;
        String range = request.getFirst("Range");
        if (range != null && tag.equals(request.getFirst("If-Range"))) {
            from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
            status = 206;
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes %d-%d/%d".formatted(from, now.length - 1, now.length));
            if (from >= now.length) {
                exchange.getResponseHeaders().set("Content-Range", "bytes */" + now.length);
                exchange.sendResponseHeaders(416, -1);
                return;
            }
        }
        exchange.sendResponseHeaders(status, now.length - from);
        exchange.getResponseBody().write(now, from, Math.min(most, now.length - from));
        exchange.getResponseBody().flush();
    }

    /** Waits until the test is over. */
    void hang() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** Where the file lies. */
    public URI file() {
        return address("/file");
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.close();
    }
}

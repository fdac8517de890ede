package dev.spotter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** A real web server on this machine, with ranges, that can also misbehave. Keeps what it was asked for. */
public final class WebServer implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-");

    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, HttpHandler> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private WebServer(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public static WebServer start() throws IOException {
        return new WebServer(HttpServer.create(localhost(), 0), "http");
    }

    /** With the certificate that the context holds. */
    public static WebServer startTls(SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(localhost(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new WebServer(server, "https");
    }

    private static InetSocketAddress localhost() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** The address of a path, which begins with a slash. */
    public URI uri(String path) {
        return URI.create(
                "%s://localhost:%d%s".formatted(scheme, server.getAddress().getPort(), path));
    }

    /** Serves bytes, whole and in ranges. */
    public void put(String path, byte[] bytes) {
        answers.put(path, exchange -> send(exchange, bytes));
    }

    /** Serves all files of a folder below a path. */
    public void putFolder(String path, Path folder) {
        answers.put(path, exchange -> {
            Path file = folder.resolve(exchange.getRequestURI().getPath().substring(path.length()));
            if (Files.isRegularFile(file)) {
                send(exchange, Files.readAllBytes(file));
            } else {
                status(404).handle(exchange);
            }
        });
    }

    public void remove(String path) {
        answers.remove(path);
    }

    /** Answers a path in any way. */
    public void answer(String path, HttpHandler handler) {
        answers.put(path, handler);
    }

    /** Paths in the order in which they were asked for; a range follows after a blank. */
    public List<String> requests() {
        return requests;
    }

    public static HttpHandler status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    public static HttpHandler redirect(String location) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
        };
    }

    /** Announces all bytes, sends the first ones, and then breaks the connection. */
    public static HttpHandler cutOff(byte[] bytes, int after) {
        return exchange -> {
            exchange.getResponseHeaders().set("ETag", tag(bytes));
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, after);
            exchange.getResponseBody().flush();
            throw new IOException("cut off on purpose");
        };
    }

    /** Sends the first bytes, and then nothing for as long as the server lives. */
    public HttpHandler stall(byte[] bytes, int after) {
        return exchange -> {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, after);
            exchange.getResponseBody().flush();
            await();
        };
    }

    /** Takes the request and answers nothing. */
    public HttpHandler silence() {
        return exchange -> await();
    }

    /** Sends bytes for as long as somebody reads them, without saying how many. */
    public static HttpHandler endless(byte[] piece) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                    body.write(piece);
                }
            }
        };
    }

    private void await() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whole, or from a position on: unless the asker has begun with other bytes. */
    public static void send(HttpExchange exchange, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("ETag", tag(bytes));
        Matcher range = RANGE.matcher(range(exchange));
        String begun = exchange.getRequestHeaders().getFirst("If-Range");
        if (!range.matches() || begun != null && !begun.equals(tag(bytes))) {
            write(exchange, 200, bytes);
            return;
        }
        int from = Integer.parseInt(range.group(1));
        if (from >= bytes.length) {
            status(416).handle(exchange);
            return;
        }
        exchange.getResponseHeaders()
                .set("Content-Range", "bytes %d-%d/%d".formatted(from, bytes.length - 1, bytes.length));
        write(exchange, 206, Arrays.copyOfRange(bytes, from, bytes.length));
    }

    private static String tag(byte[] bytes) {
        return "\"%08x\"".formatted(Arrays.hashCode(bytes));
    }

    private static void write(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }

    private static String range(HttpExchange exchange) {
        String range = exchange.getRequestHeaders().getFirst("Range");
        return range == null ? "" : range;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        requests.add((path + " " + range(exchange)).strip());
        try (exchange) {
            handler(path).handle(exchange);
        }
    }

    private HttpHandler handler(String path) {
        HttpHandler exact = answers.get(path);
        return exact != null
                ? exact
                : answers.entrySet().stream()
                        .filter(entry -> entry.getKey().endsWith("/") && path.startsWith(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(status(404));
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}

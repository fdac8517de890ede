package dev.spotter.capture.camera;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** A camera of the network that sends pictures one after another over HTTP, 20 a second, as many cheap ones do. */
final class MjpegServer implements AutoCloseable {
    private static final long PERIOD_NANOS = 50_000_000;

    private final List<byte[]> pictures;
    private final String login;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean open = new AtomicBoolean(true);
    private volatile int showing;

    /**
     * @param login user:password that is asked for, or {@code null}
     * @param pictures JPEGs to choose from
     */
    MjpegServer(String login, byte[]... pictures) throws IOException {
        this.login = login;
        this.pictures = List.of(pictures);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return url("");
    }

    /** @param before the login as it stands in a URL, with its {@code @} */
    String url(String before) {
        return "http://%s127.0.0.1:%d/video"
                .formatted(before, server.getAddress().getPort());
    }

    /** Sends this one of its pictures from now on. */
    void show(int picture) {
        showing = picture;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (login != null
                    && !basic(login).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"camera\"");
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            exchange.getResponseHeaders().add("Content-Type", "multipart/x-mixed-replace; boundary=next");
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            while (open.get()) {
                byte[] picture = pictures.get(showing);
                body.write("--next\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n"
                        .formatted(picture.length)
                        .getBytes(StandardCharsets.US_ASCII));
                body.write(picture);
                body.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                body.flush();
                LockSupport.parkNanos(PERIOD_NANOS);
            }
        }
    }

    private static String basic(String login) {
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        open.set(false);
        server.stop(0);
        threads.shutdownNow();
    }
}

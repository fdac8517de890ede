package dev.spotter.capture.camera;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** A camera of the network that sends over HTTP what it is told, piece by piece, from the beginning to whoever comes. */
final class ChunkServer implements AutoCloseable {
    private static final byte[] END = {};

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<BlockingQueue<byte[]>> viewers = new CopyOnWriteArrayList<>();
    private final List<byte[]> sent = new CopyOnWriteArrayList<>();

    ChunkServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:%d/video".formatted(server.getAddress().getPort());
    }

    synchronized void send(byte[] piece) {
        sent.add(piece);
        viewers.forEach(viewer -> viewer.add(piece));
    }

    private synchronized BlockingQueue<byte[]> viewer() {
        BlockingQueue<byte[]> viewer = new LinkedBlockingQueue<>(sent);
        viewers.add(viewer);
        return viewer;
    }

    private void answer(HttpExchange exchange) throws IOException {
        BlockingQueue<byte[]> viewer = viewer();
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", "video/mp2t");
            exchange.sendResponseHeaders(200, 0);
            for (byte[] piece = viewer.take(); piece.length > 0; piece = viewer.take()) {
                exchange.getResponseBody().write(piece);
                exchange.getResponseBody().flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        send(END);
        server.stop(0);
        threads.shutdownNow();
    }
}

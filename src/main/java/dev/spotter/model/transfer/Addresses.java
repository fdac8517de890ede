package dev.spotter.model.transfer;

import java.net.URI;
import java.net.URISyntaxException;

/** Addresses as people may see them. */
final class Addresses {
    private Addresses() {}

    /** The address without the user and password that may stand in it. */
    static String shown(URI address) {
        if (address.getRawUserInfo() == null) {
            return address.toString();
        }
        try {
            return new URI(
                            address.getScheme(),
                            null,
                            address.getHost(),
                            address.getPort(),
                            address.getPath(),
                            null,
                            null)
                    .toString();
        } catch (URISyntaxException e) {
            return address.getScheme() + "://" + address.getHost();
        }
    }
}

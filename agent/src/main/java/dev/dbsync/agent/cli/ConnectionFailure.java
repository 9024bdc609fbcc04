package dev.dbsync.agent.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Why an agent could not be asked, and what to do: in words, for there is no telling what the JDK's messages hold. */
final class ConnectionFailure {
    private ConnectionFailure() {}

    static String describe(IOException failure) {
        if (failure instanceof SocketTimeoutException) {
            return "does not answer in time; see whether it or its databases hang, or raise --timeout";
        }
        if (failure instanceof UnknownHostException) {
            return "cannot be found: there is no host of that name; correct the address";
        }
        if (failure instanceof SSLException) {
            return "does not agree on TLS: " + describeTls(failure);
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return "cannot be connected to: " + reason(failure) + "; see whether it runs, and listens there";
        }
        return failure instanceof SocketException
                ? "hung up before its answer was complete; look at its log, then ask again"
                : "does not answer: " + reason(failure) + "; look at its log, or at `systemctl status dbsync-agent`";
    }

    private static String describeTls(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
                return "its certificate is not valid at this time; renew it, or set this host's clock";
            }
            if (cause instanceof CertPathBuilderException) {
                return "its certificate is not from an authority that is believed; name that with --ca-cert";
            }
            if (cause.getClass() == CertificateException.class) {
                return "its certificate is for another name; call it by a name that the certificate has";
            }
        }
        return describeAlert(reason(failure));
    }

    /** What the other side did not like, or that it does not speak TLS at all. */
    private static String describeAlert(String reason) {
        String lower = reason.toLowerCase(Locale.ROOT);
        if (!lower.contains("received fatal alert")) {
            return "what answers there does not speak TLS, or breaks off; correct the address";
        }
        return lower.contains("certificate") || lower.contains("unknown_ca")
                ? "it refuses the certificate of --client-cert; show one of an authority that it believes, and in date"
                : "it refuses the connection; see its log";
    }

    private static String reason(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
    }
}

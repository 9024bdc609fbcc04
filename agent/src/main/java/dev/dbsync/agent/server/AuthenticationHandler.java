package dev.dbsync.agent.server;

import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets nobody through to what lies behind who is not known. What a known caller may do there is decided where it is known
 * what they want.
 *
 * <p>A host whose log-ins fail too often is told so, and no longer why. Its good log-ins are let in all the same: a token has
 * 256 random bits, which nobody guesses at any rate, and a script with a revoked one must not lock its neighbours out.
 */
final class AuthenticationHandler extends Handler.Wrapper {
    private static final String RETRY_SECONDS = "6";

    private final Supplier<Credentials> credentials;
    private final FailedLogins failures;

    AuthenticationHandler(Handler guarded, Supplier<Credentials> credentials, FailedLogins failures) {
        super(guarded);
        this.credentials = credentials;
        this.failures = failures;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Admission admission = credentials.get().of(request);
        if (admission instanceof Admission.Granted granted) {
            Audit.remember(request, granted.caller());
            return super.handle(request, response, callback);
        }
        Admission.Refused refused = (Admission.Refused) admission;
        // Who is still sending when the connection closes often loses the answer: so the body is taken first.
        var unused = BodyReader.discard(request)
                .whenComplete((body, failure) -> refuse(refused, request, response, callback));
        return true;
    }

    private void refuse(Admission.Refused refused, Request request, Response response, Callback callback) {
        if (failures.areTooMany(Peer.host(request))) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            JsonAnswers.sendError(
                    response, HttpStatus.TOO_MANY_REQUESTS_429, "Too many log-ins from this host failed.", callback);
            return;
        }
        if (refused.status() == HttpStatus.UNAUTHORIZED_401) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"dbsync-agent\"");
            if (Credentials.onlyLooks(request)) {
                response.getHeaders()
                        .add(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"dbsync-agent\", charset=\"UTF-8\"");
            }
        }
        JsonAnswers.sendError(response, refused.status(), refused.message(), callback);
    }
}

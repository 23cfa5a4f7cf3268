import type { IncomingMessage, ServerResponse } from 'node:http';

/** Where Apollo Sandbox runs when it is not embedded in the landing page. */
const SANDBOX_ORIGINS = ['https://studio.apollographql.com', 'https://sandbox.embed.apollographql.com'];
const PREFLIGHT_SECONDS = 86_400;

/** Which browser pages may call the gateway. */
export interface CorsPolicy {
  /** True for a page of the gateway's own origin, a configured origin, and anything that is no browser page. */
  allows(req: IncomingMessage): boolean;
  /** Sets the headers of an answer that let an allowed page read it. */
  label(req: IncomingMessage, res: ServerResponse): void;
  /** Answers a preflight; without the headers of `label` the browser takes it for a no. */
  answerPreflight(req: IncomingMessage, res: ServerResponse): void;
}

/** No answer depends on cookies, so credentials are never allowed. */
export function createCorsPolicy(settings: {
  readonly corsOrigins: readonly string[];
  readonly production: boolean;
}): CorsPolicy {
  const any = settings.corsOrigins.includes('*');
  const origins = new Set([...settings.corsOrigins, ...(settings.production ? [] : SANDBOX_ORIGINS)]);
  const isListed = (origin: string) => any || origins.has(origin);

  return {
    allows(req) {
      const { origin, host } = req.headers;
      return origin === undefined || isListed(origin) || (URL.canParse(origin) && new URL(origin).host === host);
    },
    label(req, res) {
      res.appendHeader('vary', 'Origin');
      const { origin } = req.headers;
      if (origin === undefined || !isListed(origin)) return;
      res.setHeader('access-control-allow-origin', origin);
      res.setHeader('access-control-expose-headers', 'x-request-id, retry-after');
    },
    answerPreflight(req, res) {
      const { origin } = req.headers;
      if (origin !== undefined && isListed(origin)) {
        res.appendHeader('vary', 'Access-Control-Request-Headers');
        res.setHeader('access-control-allow-methods', 'GET, POST, PUT, DELETE');
        res.setHeader('access-control-max-age', String(PREFLIGHT_SECONDS));
        const asked = req.headers['access-control-request-headers'];
        if (asked !== undefined) res.setHeader('access-control-allow-headers', asked);
        if (req.headers['access-control-request-private-network'] === 'true') {
          res.setHeader('access-control-allow-private-network', 'true');
        }
      }
      res.writeHead(204).end();
    },
  };
}

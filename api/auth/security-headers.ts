import type { RequestHandler } from 'express'
import helmet from 'helmet'
import type { Config } from '#api/config.ts'

/**
 * What a browser may do with our answers: load and run what we serve ourselves and nothing else, be framed by nobody, tell
 * no other site where it comes from.
 */
export function securityHeaders({ publicUrl }: Pick<Config, 'publicUrl'>): RequestHandler {
  const https = publicUrl?.startsWith('https:') ?? false
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        // Small icons may be data; chapter and show images are fetched by us.
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        // Sounds of alerts.
        mediaSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    // Over plain http browsers ignore it, and on this machine's name it would bind every other port too.
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    crossOriginOpenerPolicy: https ? { policy: 'same-origin' } : false,
    originAgentCluster: https,
    frameguard: { action: 'deny' },
  })
}

import { deskRoutes } from '#api/air/desk/routes.ts'
import { noteRoutes } from '#api/air/notes/routes.ts'
import { airRoutes } from '#api/air/routes.ts'
import { airSettingsRoutes } from '#api/air/settings/routes.ts'
import { auditRoutes } from '#api/audit/routes.ts'
import { factorRoutes } from '#api/auth/factor/routes.ts'
import { keyRoutes } from '#api/auth/key/routes.ts'
import { inviteRoutes } from '#api/auth/person/invite-routes.ts'
import { setupRoutes } from '#api/auth/person/setup-routes.ts'
import { userRoutes } from '#api/auth/person/user-routes.ts'
import { sessionRoutes } from '#api/auth/session/routes.ts'
import { boostRoutes } from '#api/boost/routes.ts'
import { claimRoutes } from '#api/claim/routes.ts'
import { demoRoutes } from '#api/demo/routes.ts'
import { exportRoutes } from '#api/export/routes.ts'
import { firstStepRoutes } from '#api/first-steps/routes.ts'
import { goalRoutes } from '#api/goal/routes.ts'
import { homeRoutes } from '#api/home/routes.ts'
import type { Route } from '#api/http/route.ts'
import { importRoutes } from '#api/import/routes.ts'
import { intakeRoutes } from '#api/intake/http/routes.ts'
import { jobRoutes } from '#api/job/routes.ts'
import { listJobs } from '#api/jobs.ts'
import { liveRoutes } from '#api/live/routes.ts'
import { metaboostRoutes } from '#api/metaboost/routes.ts'
import { outgoingRoutes } from '#api/outgoing/routes.ts'
import { overlayRoutes } from '#api/overlay/routes.ts'
import { paymentRoutes } from '#api/payment/routes.ts'
import { publicRoutes } from '#api/public/routes.ts'
import { rateRoutes } from '#api/rate/routes.ts'
import { reconcileRoutes } from '#api/reconcile/routes.ts'
import { replyRoutes } from '#api/reply/routes.ts'
import { reviewRoutes } from '#api/review/routes.ts'
import { showRoutes } from '#api/show/routes.ts'
import { feedRoutes } from '#api/source/feed/routes.ts'
import { helipadRoutes } from '#api/source/helipad/routes.ts'
import { sourceRoutes } from '#api/source/routes.ts'
import { toldRoutes } from '#api/source/told/routes.ts'
import { webhookRoutes } from '#api/source/webhook/routes.ts'
import { statementRoutes } from '#api/statement/routes.ts'
import { supporterRoutes } from '#api/supporter/routes.ts'
import { episodeRoutes } from '#api/totals/episode/routes.ts'
import { totalsRoutes } from '#api/totals/routes.ts'
import { viewRoutes } from '#api/totals/view/routes.ts'
import { walletRoutes } from '#api/wallet/routes.ts'

const all = [
  ...sessionRoutes,
  ...factorRoutes,
  ...setupRoutes,
  ...inviteRoutes,
  ...userRoutes,
  ...keyRoutes,
  ...auditRoutes,
  ...boostRoutes,
  ...claimRoutes,
  ...paymentRoutes,
  ...reviewRoutes,
  ...walletRoutes,
  ...rateRoutes,
  ...publicRoutes,
  ...goalRoutes,
  ...overlayRoutes,
  ...liveRoutes,
  ...jobRoutes(listJobs),
  ...intakeRoutes,
  ...helipadRoutes,
  ...webhookRoutes,
  ...exportRoutes,
  ...statementRoutes,
  ...reconcileRoutes,
  ...sourceRoutes,
  ...toldRoutes,
  ...importRoutes,
  ...feedRoutes,
  ...showRoutes,
  ...metaboostRoutes,
  ...outgoingRoutes,
  ...replyRoutes,
  ...supporterRoutes,
  ...episodeRoutes,
  ...totalsRoutes,
  ...viewRoutes,
  ...demoRoutes,
  ...firstStepRoutes,
  ...homeRoutes,
  ...airRoutes,
  ...deskRoutes,
  ...noteRoutes,
  ...airSettingsRoutes,
]

/** Every route of `/api/v1`: what is served, described and guarded is made from this list. */
export const routes: readonly Route[] = all

/** Any of them, with what is sent to it and what it answers: for the compiler only. */
export type ApiRoute = (typeof all)[number]

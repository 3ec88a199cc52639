import { QueryClientProvider } from '@tanstack/react-query'
import { Suspense } from 'react'
import { Route, Router, Switch } from 'wouter'
import { queryClient } from '#client/lib/query-client.ts'
import { Gate } from '#client/studio/gate.tsx'
import { Inside } from '#client/studio/inside.tsx'
import { loadPage } from '#client/studio/load-page.tsx'
import { ToFirstPage } from '#client/studio/to-first-page.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'
import { Toasts } from '#client/ui/toasts.tsx'

const SignInScreen = loadPage(() => import('#client/person/enter/sign-in-screen.tsx'))
const SetupScreen = loadPage(() => import('#client/person/enter/setup-screen.tsx'))
const InviteScreen = loadPage(() => import('#client/person/enter/invite-screen.tsx'))
const LinkScreen = loadPage(() => import('#client/person/enter/link-screen.tsx'))

/** Everything under `/studio/`: the ways in, and what is behind them. */
export function Studio() {
  return (
    <QueryClientProvider client={queryClient}>
      <Router base="/studio">
        <Suspense fallback={<Skeleton />}>
          <Switch>
            <Route path="/sign-in" component={SignInScreen} />
            <Route path="/setup" component={SetupScreen} />
            <Route path="/invite" component={InviteScreen} />
            <Route path="/link" component={LinkScreen} />
            <Route path="/">
              <Gate>
                <ToFirstPage />
              </Gate>
            </Route>
            <Route>
              <Gate>
                <Inside />
              </Gate>
            </Route>
          </Switch>
        </Suspense>
        <Toasts />
      </Router>
    </QueryClientProvider>
  )
}

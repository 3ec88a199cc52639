import { Appearance } from '#client/person/account/appearance.tsx'
import { ChangePassword } from '#client/person/account/change-password.tsx'
import { ChooseLanguage } from '#client/person/account/choose-language.tsx'
import { Factors } from '#client/person/account/factors.tsx'
import { Sessions } from '#client/person/account/sessions.tsx'
import { SignOut } from '#client/person/account/sign-out.tsx'
import { ROLE_WORDS } from '#client/person/roles.ts'
import { useMe } from '#client/person/use-me.ts'
import { t } from '#client/person/words.ts'
import { Head } from '#client/ui/head.tsx'

/** One's own account: how the page looks, the password, and where one is signed in. */
export default function AccountScreen() {
  const me = useMe().data
  if (me?.kind !== 'person') return null
  const { name, may } = ROLE_WORDS[me.role]
  return (
    <div className="column">
      <Head title={me.name ?? me.email} {...(me.name ? { meta: me.email } : {})}>
        {me.via === 'session' && <SignOut />}
      </Head>
      <p className="meta">
        {name}: {may}
        {me.shows && `, ${t('of {shows} only', { shows: me.shows.join(', ') })}`}
      </p>
      {me.lacks_factor && (
        <p className="note" role="status">
          {t('The owner asks for a second factor of your role. Set one up below: all else waits for it.')}
        </p>
      )}
      <ChooseLanguage chosen={me.language ?? null} />
      <Appearance />
      {me.has_password && <ChangePassword email={me.email} />}
      {me.via === 'session' && <Factors />}
      {me.via === 'session' ? (
        <Sessions />
      ) : (
        <p className="hint">
          {t(
            'You come in through the proxy in front of Readout, so there is no password and no session here.',
          )}
        </p>
      )}
    </div>
  )
}

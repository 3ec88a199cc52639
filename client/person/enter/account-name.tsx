/** The account that a password belongs to, for password managers; nobody sees it. */
export function AccountName({ email }: { email: string }) {
  return (
    <input
      className="unseen"
      autoComplete="username"
      value={email}
      readOnly
      tabIndex={-1}
      aria-hidden="true"
    />
  )
}

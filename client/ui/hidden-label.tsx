/** Says to a screen reader which of the things in a list a button is about. */
export function HiddenLabel({ children }: { children: string }) {
  return <span className="unseen"> {children}</span>
}

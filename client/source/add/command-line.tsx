import { CopyButton } from '#client/ui/copy-button.tsx'

/** A command or a text to be copied as it is. */
export function CommandLine({ label, text }: { label: string; text: string }) {
  return (
    <div className="command">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className="command-text" tabIndex={0} aria-label={label}>
        <pre>{text}</pre>
      </section>
      <CopyButton text={text} />
    </div>
  )
}

/** What works at uploaded files. */
export type Imports = {
  /** Checks or records a file beside the service, as its row says; one at a time. */
  begin(id: string): void
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
}

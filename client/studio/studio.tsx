/** Everything under `/studio/`. */
export function Studio() {
  return <h1>Readout</h1>
}

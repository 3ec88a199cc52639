/** What was found of one thing that Readout stands on. */
export type Finding = {
  about: string
  /** - well; look: it works, and something should be done; broken: it does not work */
  how: 'well' | 'look' | 'broken'
  says: string
  /** What to do. */
  step?: string
}

/** Something that is as it should be. */
export function well(about: string, says: string): Finding {
  return { about, how: 'well', says }
}

/** @param how `look` where it works still */
export function bad(about: string, how: 'look' | 'broken', says: string, step: string): Finding {
  return { about, how, says, step }
}

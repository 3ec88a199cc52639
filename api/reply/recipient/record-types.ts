/** The record that holds a keysend's secret. */
export const KEYSEND = 5_482_373_484
/** The custom record of bLIP-10. */
export const BOOSTAGRAM = 7_629_169

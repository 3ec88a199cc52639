/** A rule of an overlay that takes every boost, without picture, sound or voice. */
export const EVERY_BOOST = {
  from_sats: null,
  to_sats: null,
  words: null,
  sound: 'none',
  image: 'none',
  say: false,
  seconds: 2,
} as const

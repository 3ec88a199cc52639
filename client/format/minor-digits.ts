/**
 * The currencies whose minor unit is not a hundredth (ISO 4217), the same as in `api/rate/minor-digits.ts`, which says why a browser's `Intl`
 * is not asked.
 */
const OTHER_DIGITS: Readonly<Record<string, number>> = {
  BHD: 3,
  BIF: 0,
  CLF: 4,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  PYG: 0,
  RWF: 0,
  TND: 3,
  UGX: 0,
  UYI: 0,
  UYW: 4,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
}

/** How many digits the currency's minor unit has. */
export function digitsOf(currency: string): number {
  return OTHER_DIGITS[currency] ?? 2
}

import { encode } from 'uqr'

type Props = {
  text: string
  /** What it holds, for who does not see it. */
  label: string
  className: string
}

/** A QR code, dark on white in either scheme, as cameras read it best. */
export function QrCode({ text, label, className }: Props) {
  const { data, size } = encode(text, { border: 4 })
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : []))).join('')
  return (
    <svg className={className} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}

/** A feed's address as somebody pastes it: without a scheme, or with one of apps. Where it is none, it stays as it is. */
export function asFeedAddress(text: string): string {
  const address = text.trim().replace(/^(feed|podcast|itpc|pcast):(\/\/)?(?=https?:)?/i, '')
  return /^https?:\/\//i.test(address) || address === '' ? address : `https://${address}`
}

/** The text of a feed's file, in the encoding that it says it is in. */
export async function readFeedFile(file: Blob): Promise<string> {
  const bytes = await file.arrayBuffer()
  const head = new TextDecoder('latin1').decode(bytes.slice(0, 1024))
  const said = /<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)/i.exec(head)?.[1] ?? 'utf-8'
  return decoderOf(said).decode(bytes)
}

function decoderOf(label: string): TextDecoder {
  try {
    return new TextDecoder(label)
  } catch {
    return new TextDecoder()
  }
}

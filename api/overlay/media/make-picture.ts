import { loadSharp } from '#api/artwork/load-sharp.ts'
import { AppError } from '#api/errors.ts'
import { createTurns } from '#api/lib/async.ts'

/** Unpacked, a picture is held in memory, all its frames at once. */
const MOST_PIXELS = 25_000_000
const MOST_FRAMES = 500
const PATIENCE_S = 20
/** In pixels: as large as an overlay shows it, on the largest screens. */
const SIDE = 600

export type Picture = { type: 'image/webp'; bytes: Buffer; width: number; height: number; frames: number }

/** One after another: a service that makes several is slow for its readers. */
const inTurn = createTurns()

/**
 * Makes of a picture the one that overlays show: small, without what else was in the file, moving where a GIF or WebP does.
 * @throws AppError unprocessable where it is no picture, a broken one, or one that is too much to be opened
 */
export async function makePicture(body: Buffer): Promise<Picture> {
  return await inTurn(() => make(body))
}

async function make(body: Buffer): Promise<Picture> {
  const sharp = await loadSharp()
  const options = { limitInputPixels: MOST_PIXELS, failOn: 'error' } as const
  try {
    const { width = 0, height = 0, pages = 1 } = await sharp(body, { ...options, pages: 1 }).metadata()
    if (pages > MOST_FRAMES) throw tooMuch()
    if (width * height * pages > MOST_PIXELS) throw tooMuch()
    const picture = sharp(body, { ...options, animated: pages > 1 })
    // How a camera was held is said of photographs; what moves stands as it is.
    const upright = pages > 1 ? picture : picture.autoOrient()
    const { data, info } = await upright
      .resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 82, effort: pages > 1 ? 2 : 4 })
      .timeout({ seconds: PATIENCE_S })
      .toBuffer({ resolveWithObject: true })
    return {
      type: 'image/webp',
      bytes: data,
      width: info.width,
      height: info.pageHeight ?? info.height,
      frames: info.pages ?? 1,
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    if (error instanceof Error && /pixel limit|timeout/i.test(error.message)) throw tooMuch(error)
    throw new AppError(
      'unprocessable',
      'This is neither a picture nor a sound that can be opened. Give a JPEG, PNG, WebP, GIF or AVIF, or an MP3, Ogg, WAV, FLAC or M4A.',
      { cause: error },
    )
  }
}

function tooMuch(cause?: Error): AppError {
  return new AppError(
    'unprocessable',
    `This picture has more than ${MOST_PIXELS / 1_000_000} million pixels, or ${MOST_FRAMES} frames. Give a smaller or shorter one.`,
    { cause },
  )
}

import type { Sharp } from 'sharp'
import { ArtworkProblem } from '#api/artwork/artwork-problem.ts'
import { loadSharp } from '#api/artwork/load-sharp.ts'

/** Of a picture of the usual 3,000 × 3,000 pixels, with room: unpacked it is held in memory. */
const MOST_PIXELS = 50_000_000
const PATIENCE_S = 20

/** In pixels, wide and high: for pages on screens of any density, and for cards. */
const SMALL = 320
const LARGE = 640

export type Artwork = { small: Buffer; large: Buffer }

/**
 * Makes of a picture the two that Readout shows, square and without what else was in the file.
 * @returns WebP for pages, JPEG for cards
 * @throws ArtworkProblem where it is no picture, a broken one, or one too large to be opened
 */
export async function makeArtwork(body: Buffer): Promise<Artwork> {
  const sharp = await loadSharp()
  const picture = sharp(body, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 })
  try {
    const { width = 0, height = 0 } = await picture.metadata()
    if (width * height > MOST_PIXELS) throw tooLarge()
    const large = await square(picture, LARGE).jpeg({ quality: 85, mozjpeg: true }).toBuffer()
    const small = await square(picture, SMALL).webp({ quality: 78 }).toBuffer()
    return { small, large }
  } catch (error) {
    if (error instanceof ArtworkProblem) throw error
    if (error instanceof Error && /pixel limit/i.test(error.message)) throw tooLarge(error)
    throw new ArtworkProblem(
      'It is no picture that can be opened. Readout reads JPEG, PNG, WebP, GIF and AVIF.',
      {
        cause: error,
      },
    )
  }
}

function square(picture: Sharp, side: number): Sharp {
  return picture
    .clone()
    .autoOrient()
    .resize(side, side, { fit: 'cover' })
    .flatten({ background: '#ffffff' })
    .timeout({ seconds: PATIENCE_S })
}

function tooLarge(cause?: Error): ArtworkProblem {
  return new ArtworkProblem(`It has more than ${MOST_PIXELS / 1_000_000} million pixels.`, { cause })
}

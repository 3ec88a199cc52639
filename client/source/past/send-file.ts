import type { ImportJson } from '#api/contract/import.ts'
import { detailOf, withParams } from '#client/lib/request.ts'
import { RequestError } from '#client/lib/request-error.ts'
import { t } from '#client/source/words.ts'

/**
 * Sends a file as it lies on the disk; `fetch` does not tell how far it is.
 * @param onPart told how much of it is there, 0 to 1
 * @throws RequestError with the problem's own words
 */
export function sendFile(
  file: File,
  onPart: (part: number) => void,
  signal: AbortSignal,
): Promise<ImportJson> {
  const { promise, resolve, reject } = Promise.withResolvers<ImportJson>()
  const request = new XMLHttpRequest()
  request.open('POST', withParams('/api/v1/imports', { name: file.name.slice(0, 200) }))
  request.setRequestHeader('Content-Type', 'application/octet-stream')
  request.upload.onprogress = ({ loaded, total }) => onPart(total > 0 ? loaded / total : 1)
  request.onload = () => {
    const { status, responseText } = request
    if (status === 201) resolve(JSON.parse(responseText))
    else
      reject(new RequestError(status, detailOf(responseText) ?? t('Readout answers {status}.', { status })))
  }
  request.onerror = () =>
    reject(new RequestError(0, t('The file did not arrive. Check the connection, then upload it again.')))
  request.onabort = () => reject(new RequestError(0, t('The upload was cancelled. Nothing of it is kept.')))
  signal.addEventListener('abort', () => request.abort(), { once: true })
  request.send(file)
  return promise
}

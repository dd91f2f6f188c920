import { createHash } from 'node:crypto'

/** Passes bytes on and knows afterwards how many they were, and their SHA-256 in hex. */
export function measure() {
  const digest = createHash('sha256')
  let bytes = 0
  return {
    async *through(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        digest.update(chunk)
        bytes += chunk.length
        yield chunk
      }
    },
    taken: () => ({ bytes, sha256: digest.digest('hex') }),
  }
}

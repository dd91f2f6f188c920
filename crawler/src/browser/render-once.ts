import { memoryFrontier } from '../sweep/frontier.js'
import { crawlInBrowser } from './crawl-in-browser.js'

/** The page as a browser shows it. @throws FetchError `browser-missing` with what to install when there is none. */
export async function renderOnce(url: string, deps: Parameters<typeof crawlInBrowser>[2]): Promise<string> {
  let html = ''
  let failure: unknown
  await crawlInBrowser(
    memoryFrontier([{ kind: 'list', url, page: 1 }]),
    async (task, { render }) => {
      try {
        html = render ? await render(task.url, null) : ''
      } catch (error) {
        failure = error
      }
    },
    deps,
  )
  if (failure) throw failure
  return html
}

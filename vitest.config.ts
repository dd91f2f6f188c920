import { defineConfig } from 'vitest/config'

const folders = ['domain', 'keywords', 'store', 'crawler', 'analyzer', 'reports', 'api', 'dashboard', 'cli']

/** One project a folder; `source` lets tests run from TypeScript without a build. */
export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: folders.map((folder) => `${folder}/src/**/*.test.ts`),
    // The database of the run: started when a test first asks for one, stopped at the end.
    globalSetup: ['store/src/testing-server.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})

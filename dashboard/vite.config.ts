import vue from '@vitejs/plugin-vue'
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers'
import components from 'unplugin-vue-components/vite'
import { defineConfig } from 'vite'

const api = 'http://127.0.0.1:8420'

/**
 * `source` lets the browser bundle read the domain package from TypeScript, so a build needs no other build
 * before it. The schemas of the domain are built by calls that have no effect unless their result is used:
 * naming them pure keeps the schema library out of the bundle.
 */
export default defineConfig({
  plugins: [
    vue(),
    components({
      dirs: [],
      dts: 'src/generated/components.d.ts',
      resolvers: [ElementPlusResolver({ importStyle: 'css', directives: true })],
    }),
  ],
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
  server: { proxy: { '/api': { target: api, changeOrigin: false } } },
  build: {
    outDir: 'dist',
    target: 'es2022',
    sourcemap: false,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      treeshake: { manualPureFunctions: ['Type', 'oneOf', 'pageOf'] },
      output: {
        codeSplitting: {
          groups: [
            { name: 'echarts', test: /node_modules[\\/](echarts|zrender)/ },
            {
              name: 'element-plus',
              test: /node_modules[\\/](element-plus|@element-plus|@floating-ui|dayjs|async-validator)/,
            },
            { name: 'vue', test: /node_modules[\\/](@vue|vue|vue-router)[\\/]/ },
          ],
        },
      },
    },
  },
})

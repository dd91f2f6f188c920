import './design/tokens.css'
import 'element-plus/es/components/message/style/css'
import 'element-plus/theme-chalk/dark/css-vars.css'
import './design/base.css'
import './design/element.css'
import './design/head.css'
import './design/print.css'
import './design/table.css'
import { createApp } from 'vue'
import App from './app.vue'
import { applyTheme } from './composables/use-theme.js'
import { router } from './router.js'

/** A part of the page that the server no longer has (it was upgraded): load the page anew, once a minute at most. */
window.addEventListener('vite:preloadError', () => {
  const last = Number(sessionStorage.getItem('huiyin-reloaded'))
  if (Date.now() - last < 60_000) return
  sessionStorage.setItem('huiyin-reloaded', String(Date.now()))
  location.reload()
})

applyTheme()
createApp(App).use(router).mount('#app')

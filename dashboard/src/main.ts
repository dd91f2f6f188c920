import './design/tokens.css'
import 'element-plus/es/components/message/style/css'
import 'element-plus/theme-chalk/dark/css-vars.css'
import './design/base.css'
import './design/element.css'
import './design/print.css'
import { createApp } from 'vue'
import App from './app.vue'
import { applyTheme } from './composables/use-theme.js'
import { router } from './router.js'

applyTheme()
createApp(App).use(router).mount('#app')

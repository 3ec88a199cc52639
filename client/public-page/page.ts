import '#client/public-page/plots.ts'
import '#client/public-page/share.ts'

package rtmlab.harness.page;

import com.microsoft.playwright.Page;
import java.util.List;

/** What on a page is too faint to be read: contrast as WCAG 2.2 AA demands it, from the colours that are rendered. */
final class Contrast {

    /**
     * Every text against what is painted behind it: 4.5 to 1, or 3 to 1 where it is large. Leaves out what cannot be
     * seen, what is disabled, and what a step of a run has not come to yet.
     */
    private static final String TOO_FAINT = """
            () => {
              const parse = colour => { const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number); return { r, g, b, a }; };
              const over = (top, below) => ({ r: top.r * top.a + below.r * (1 - top.a), g: top.g * top.a + below.g * (1 - top.a), b: top.b * top.a + below.b * (1 - top.a), a: 1 });
              const linear = part => { const share = part / 255; return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4; };
              const luminance = colour => 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b);
              const behind = element => {
                const layers = [];
                for (let at = element; at; at = at.parentElement) layers.push(parse(getComputedStyle(at).backgroundColor));
                return layers.reverse().reduce((below, layer) => over(layer, below), { r: 255, g: 255, b: 255, a: 1 });
              };
              const faint = new Set();
              let seen = 0;
              const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (walker.nextNode()) {
                const element = walker.currentNode.parentElement;
                const words = walker.currentNode.textContent.trim();
                if (!words || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
                if (element.closest('script, style, title, option, :disabled, .future')) continue;
                const style = getComputedStyle(element);
                const colour = element instanceof SVGElement ? style.fill : style.color;
                if (!colour.startsWith('rgb')) continue;
                const back = behind(element);
                const front = over(parse(colour), back);
                const [light, dark] = [luminance(front), luminance(back)].sort((one, other) => other - one);
                const ratio = (light + 0.05) / (dark + 0.05);
                const size = parseFloat(style.fontSize);
                const isLarge = size >= 24 || (size >= 18.66 && +style.fontWeight >= 700);
                seen++;
                if (ratio < (isLarge ? 3 : 4.5)) faint.add(`${ratio.toFixed(2)} "${words.slice(0, 40)}" (${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''})`);
              }
              return [String(seen), ...faint];
            }
            """;

    private Contrast() {}

    /** @param texts how many there were to be judged */
    record Judged(int texts, List<String> tooFaint) {}

    @SuppressWarnings("unchecked")
    static Judged of(Page page) {
        var answer = (List<String>) page.evaluate(TOO_FAINT);
        return new Judged(Integer.parseInt(answer.getFirst()), answer.subList(1, answer.size()));
    }
}

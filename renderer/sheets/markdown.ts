/**
 * A sheet's text as a tree of what is drawn, and of nothing else. HTML is text here, pictures are their description,
 * and a link is its words and its address: nothing in a sheet is fetched or opened.
 */
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { mathFromMarkdown } from 'mdast-util-math';
import { math } from 'micromark-extension-math';

export type Inline =
  | { readonly type: 'text' | 'code' | 'math'; readonly text: string }
  | { readonly type: 'strong' | 'emphasis'; readonly children: readonly Inline[] }
  | { readonly type: 'link'; readonly address: string; readonly children: readonly Inline[] }
  | { readonly type: 'break' };

export type Block =
  | { readonly type: 'paragraph' | 'heading'; readonly children: readonly Inline[] }
  | { readonly type: 'code' | 'math'; readonly text: string }
  | { readonly type: 'quote'; readonly children: readonly Block[] }
  | {
      readonly type: 'list';
      readonly ordered: boolean;
      readonly start: number;
      readonly items: readonly (readonly Block[])[];
    }
  | { readonly type: 'rule' };

/** What lies deeper is drawn as text: no text of a person nests further. */
const MAX_DEPTH = 8;

export function parseMarkdown(text: string): readonly Block[] {
  const root = fromMarkdown(text, {
    extensions: [math(), { disable: { null: ['htmlFlow', 'htmlText', 'definition'] } }],
    mdastExtensions: [mathFromMarkdown()],
  });
  return root.children.flatMap((node) => blocks(node, 1));
}

function blocks(node: Nodes, depth: number): readonly Block[] {
  if (depth > MAX_DEPTH) return [{ type: 'paragraph', children: [plain(node)] }];
  switch (node.type) {
    case 'paragraph':
    case 'heading':
      return [{ type: node.type, children: inlines(node.children, depth + 1) }];
    case 'code':
    case 'math':
      return [{ type: node.type, text: node.value }];
    case 'blockquote':
      return [{ type: 'quote', children: node.children.flatMap((one) => blocks(one, depth + 1)) }];
    case 'list': {
      const items = node.children.map((item) =>
        item.children.flatMap((one) => blocks(one, depth + 1)),
      );
      return [{ type: 'list', ordered: node.ordered ?? false, start: node.start ?? 1, items }];
    }
    case 'thematicBreak':
      return [{ type: 'rule' }];
    default:
      return [{ type: 'paragraph', children: [plain(node)] }];
  }
}

function inlines(nodes: readonly Nodes[], depth: number): readonly Inline[] {
  return nodes.map((node) => inline(node, depth));
}

function inline(node: Nodes, depth: number): Inline {
  if (depth > MAX_DEPTH) return plain(node);
  switch (node.type) {
    case 'inlineCode':
      return { type: 'code', text: node.value };
    case 'inlineMath':
      return { type: 'math', text: node.value };
    case 'strong':
    case 'emphasis':
      return { type: node.type, children: inlines(node.children, depth + 1) };
    case 'link': {
      const address = webAddress(node.url);
      const children = inlines(node.children, depth + 1);
      return address === undefined ? plain(node) : { type: 'link', address, children };
    }
    case 'break':
      return { type: 'break' };
    default:
      return plain(node);
  }
}

/** An address of the web as it is shown; undefined for every other scheme. */
function webAddress(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const address = new URL(text);
  return ['http:', 'https:'].includes(address.protocol) ? address.href : undefined;
}

/** All words of a node. */
function plain(node: Nodes): Inline {
  const words: string[] = [];
  const pending: Nodes[] = [node];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if ('value' in next) words.push(next.value);
    else if ('alt' in next) words.push(next.alt ?? '');
    if ('children' in next) pending.push(...next.children.toReversed());
  }
  return { type: 'text', text: words.join('') };
}

// One address of every kind of page, and what is there when the page is whole.
import { title } from "./fixtures.js";

const filters = (page) => page.getByRole("form", { name: "Filters", includeHidden: true });
const hits = (page) => page.getByRole("main").getByRole("heading", { level: 2, name: /\d articles?/ });

export const routes = [
  { kind: "home", path: "./", whole: title },
  { kind: "an older page of home", path: "page/2/", whole: title },
  {
    kind: "an article in four layers",
    path: "articles/two-thirds-of-the-senate-how-a-treaty-is-really-ratified/",
    whole: title,
  },
  {
    kind: "a bare article",
    path: "articles/immobilised-not-confiscated-the-russian-reserves-held-abroad-since-2022/",
    whole: title,
  },
  {
    kind: "a blog article",
    path: "articles/the-biggest-east-west-prisoner-swap-since-the-cold-war-step-by-step/",
    whole: title,
  },
  {
    kind: "a headed document",
    path: "articles/how-to-write-to-congress-so-that-it-is-read/",
    whole: title,
  },
  { kind: "an article from Markdown", path: "articles/grain-1972/", whole: title },
  {
    kind: "a story",
    path: "stories/trump-and-putin-meet-for-three-hours-in-alaska-and-leave-without-a-ceasefire/",
    whole: title,
  },
  { kind: "all categories", path: "categories/", whole: title },
  { kind: "a category", path: "categories/congress-and-war-powers/", whole: filters },
  {
    kind: "a category with filters",
    path: "categories/congress-and-war-powers/?category=treaties-and-verification",
    whole: filters,
  },
  { kind: "all sources", path: "sources/", whole: title },
  { kind: "a source", path: "sources/senate.gov/", whole: title },
  { kind: "search", path: "search/", whole: title },
  { kind: "search with hits", path: "search/?q=treaty", whole: hits },
  {
    kind: "search for a word that nobody wrote",
    path: "search/?q=xylophonequartz",
    whole: (page) => page.getByRole("heading", { name: /^No article has/ }),
  },
  {
    kind: "search with filters that leave nothing",
    path: "search/?q=treaty&to=1901-01-01",
    whole: (page) => page.getByRole("heading", { name: "The filters leave nothing" }),
  },
  { kind: "subscribe", path: "subscribe/", whole: title },
  { kind: "about", path: "about/", whole: title },
  { kind: "an address that leads nowhere", path: "articles/treaty-of-nowhere/", whole: title },
];

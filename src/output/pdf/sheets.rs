//! The body's nodes in the runs that begin on a page of their own: what is turned, with what leads on to it, and the last chapter,
//! which is kept on one page if it can be.

use serde_json::{Value, json};

/// Nodes as runs, in their order. A run's kind is in `t`: `flow`, `turned` or `closing`, where the last chapter may be one.
pub(super) fn of(nodes: Vec<Value>, closes: bool) -> Vec<Value> {
    let last_chapter = nodes.iter().rposition(|node| is(node, "section") && node["level"] == 1).filter(|at| closes && *at > 0);
    let mut runs = Vec::new();
    for (at, node) in nodes.into_iter().enumerate() {
        if node["turned"] == true {
            let mut nodes = take_leading(&mut runs);
            nodes.push(node);
            go_on(&mut runs, "turned", "turned", nodes);
        } else if Some(at) == last_chapter {
            runs.push(("closing", vec![node]));
        } else {
            go_on(&mut runs, "flow", "closing", vec![node]);
        }
    }
    runs.into_iter().map(|(kind, nodes): Run| json!({ "t": kind, "c": nodes })).collect()
}

/// A run's kind and its nodes.
type Run = (&'static str, Vec<Value>);

/// Adds nodes to the last run if it is of this kind, or of another that takes them too; else to a new one of this kind.
fn go_on(runs: &mut Vec<Run>, kind: &'static str, other: &'static str, nodes: Vec<Value>) {
    match runs.last_mut() {
        Some((last, before)) if [kind, other].contains(last) => before.extend(nodes),
        _ => runs.push((kind, nodes)),
    }
}

/// Takes the headings and lines at the end that belong to what follows; and their run, where it has nothing else.
fn take_leading(runs: &mut Vec<Run>) -> Vec<Value> {
    let leads = |node: &Value| ["lead-in", "heading", "section"].iter().any(|kind| is(node, kind));
    let Some((_, last)) = runs.last_mut() else { return Vec::new() };
    let from = last.iter().rposition(|node| !leads(node)).map_or(0, |last| last + 1);
    let leading = last.split_off(from);
    if last.is_empty() {
        runs.pop();
    }
    leading
}

fn is(node: &Value, kind: &str) -> bool {
    node["t"] == kind
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(nodes: &[&str]) -> Vec<String> {
        let node = |kind: &&str| match *kind {
            "chapter" => json!({ "t": "section", "level": 1 }),
            "section" => json!({ "t": "section", "level": 2 }),
            "wide" => json!({ "t": "table", "turned": true }),
            other => json!({ "t": other }),
        };
        let shown = |run: &Value| {
            let kinds = run["c"].as_array().into_iter().flatten().filter_map(|node| node["t"].as_str());
            format!("{}: {}", run["t"].as_str().unwrap_or_default(), kinds.collect::<Vec<_>>().join(" "))
        };
        of(nodes.iter().map(node).collect(), true).iter().map(shown).collect()
    }

    #[test]
    fn a_turned_table_takes_its_headings_and_its_lead_along() {
        assert_eq!(
            runs(&["chapter", "paragraph", "section", "lead-in", "wide", "paragraph"]),
            ["flow: section paragraph", "turned: section lead-in table", "flow: paragraph"]
        );
        assert_eq!(runs(&["chapter", "section", "wide", "section", "wide"]), ["turned: section section table section table"]);
    }

    #[test]
    fn the_last_chapter_stands_by_itself() {
        assert_eq!(
            runs(&["chapter", "paragraph", "chapter", "section", "table"]),
            ["flow: section paragraph", "closing: section section table"]
        );
        assert_eq!(
            runs(&["chapter", "paragraph", "chapter", "section", "wide", "paragraph"]),
            ["flow: section paragraph", "turned: section section table", "flow: paragraph"]
        );
    }
}

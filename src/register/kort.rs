//! Where each municipality stands on a map of Denmark that is made of tiles, one a municipality and all of the same size.
//!
//! The data is `kort.csv` beside this file: rows from north to south, columns from west to east, and the name with the places
//! where it may be divided. A tile has its neighbours beside it as far as a grid can; where the two cannot both hold, the
//! outline of the country and its parts comes first. The Little Belt is as wide as the bridges over it, the Great Belt is a column.

use std::sync::LazyLock;

use serde::Deserialize;

/// The row and column that a municipality's tile has.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Tile {
    /// The municipality's code.
    pub kode: u16,
    /// Its short name.
    pub navn: String,
    /// The row, from 1 in the north.
    pub raekke: u8,
    /// The column, from 1 in the west.
    pub kolonne: u8,
    /// Its short name, with `|` where it may be divided.
    pub delt_navn: String,
}

static TILES: LazyLock<Vec<Tile>> = LazyLock::new(|| {
    let mut reader = csv::Reader::from_reader(include_bytes!("kort.csv").as_slice());
    // The data is part of the program; a test reads every row of it.
    reader.deserialize().filter_map(Result::ok).collect()
});

/// All tiles, row by row from the north, each row from the west.
#[must_use]
pub fn tiles() -> &'static [Tile] {
    &TILES
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::register::kommuner;

    fn tile(navn: &str) -> &'static Tile {
        tiles().iter().find(|tile| tile.navn == navn).unwrap_or_else(|| panic!("{navn}"))
    }

    /// Whether two tiles have a side or a corner in common.
    fn touch(one: &Tile, other: &Tile) -> bool {
        one.raekke.abs_diff(other.raekke) <= 1 && one.kolonne.abs_diff(other.kolonne) <= 1
    }

    /// Whether two tiles have a side in common.
    fn side_by_side(one: &Tile, other: &Tile) -> bool {
        one.raekke.abs_diff(other.raekke) + one.kolonne.abs_diff(other.kolonne) == 1
    }

    #[test]
    fn each_of_the_98_has_one_tile_and_each_tile_its_own_place() {
        let of = |navn: &str, kode: u16| (kode, navn.to_owned());
        let register: BTreeSet<_> = kommuner().iter().map(|k| of(&k.navn, k.kode.expect("a code"))).collect();
        assert_eq!(tiles().iter().map(|tile| of(&tile.navn, tile.kode)).collect::<BTreeSet<_>>(), register);
        let places: Vec<(u8, u8)> = tiles().iter().map(|tile| (tile.raekke, tile.kolonne)).collect();
        assert_eq!(places.len(), 98);
        assert!(places.is_sorted_by(|one, next| one < next), "in the order that they are read in, and none on another");
        assert!(places.iter().all(|&(row, column)| row > 0 && column > 0));
        for tile in tiles() {
            assert_eq!(tile.delt_navn.replace('|', ""), tile.navn);
            let longest = tile.delt_navn.split(['|', '-']).map(|part| part.chars().count()).max();
            assert!(longest.is_some_and(|letters| letters <= 8), "{} has no room in a tile", tile.navn);
        }
    }

    #[test]
    fn denmark_is_recognised() {
        let pairs = "Hjørring Frederikshavn, Aalborg Brønderslev, Thisted Morsø, Lemvig Struer, Viborg Silkeborg, Aarhus Skanderborg, \
                     Randers Norddjurs, Esbjerg Varde, Fanø Esbjerg, Kolding Fredericia, Aabenraa Sønderborg, Tønder Aabenraa, \
                     Fredericia Middelfart, Odense Nyborg, Svendborg Langeland, Kalundborg Holbæk, Slagelse Næstved, Køge Stevns, \
                     Vordingborg Guldborgsund, Lolland Guldborgsund, Gribskov Helsingør, Hørsholm Rudersdal, Gentofte København, \
                     Frederiksberg København, København Tårnby, Tårnby Dragør, Greve Solrød, Ishøj Vallensbæk, Roskilde Lejre";
        for pair in pairs.split(", ") {
            let (one, other) = pair.split_once(' ').expect("a pair");
            assert!(touch(tile(one), tile(other)), "{one} and {other} are neighbours");
        }
        for island in ["Læsø", "Samsø", "Bornholm"] {
            let beside = |other: &&Tile| side_by_side(tile(island), other);
            assert_eq!(tiles().iter().find(beside), None, "{island} lies in the sea");
        }
        let column = |navn| tile(navn).kolonne;
        assert!(["Esbjerg", "Odense", "Slagelse", "København"].map(column).is_sorted());
        let row = |navn| tile(navn).raekke;
        assert!(["Aalborg", "Aarhus", "Kolding", "Aabenraa"].map(row).is_sorted());
        assert!(["Helsingør", "København", "Lolland"].map(row).is_sorted());
    }
}

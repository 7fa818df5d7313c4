//! Which piece stands on which sheet.

/// What a slide's notes take: full sheets, and the height of what is left on the last one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece {
    /// How many pages.
    pub pages: usize,
    /// How high the last one is, in points.
    pub last: f64,
}

/// A page of a piece on a sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placed {
    /// Which piece.
    pub piece: usize,
    /// Which of its pages, from 0.
    pub page: usize,
    /// How far below the upper margin, in points.
    pub y: f64,
}

impl Placed {
    /// The air between two slides on a sheet, in points; a line is drawn in its middle.
    pub const GAP: f64 = 30.0;
}

/// Puts the pieces on sheets with `room` points between the margins, in order. A piece that fits below the one before it stands there;
/// another begins a new sheet, so that nothing is torn apart that need not be.
pub fn stack(pieces: &[Piece], room: f64) -> Vec<Vec<Placed>> {
    let mut sheets: Vec<Vec<Placed>> = Vec::new();
    let mut used = room;
    for (index, piece) in pieces.iter().enumerate() {
        let first = if piece.pages > 1 { room } else { piece.last };
        let fits = used + Placed::GAP + first <= room;
        for page in 0..piece.pages {
            let y = if page == 0 && fits { used + Placed::GAP } else { 0.0 };
            if !(page == 0 && fits) {
                sheets.push(Vec::new());
            }
            if let Some(sheet) = sheets.last_mut() {
                sheet.push(Placed { piece: index, page, y });
            }
            used = y + piece.last;
        }
    }
    sheets
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stacked(pieces: &[(usize, f64)]) -> Vec<Vec<(usize, usize, f64)>> {
        let pieces: Vec<Piece> = pieces.iter().map(|&(pages, last)| Piece { pages, last }).collect();
        let sheets = stack(&pieces, 700.0);
        sheets.iter().map(|sheet| sheet.iter().map(|p| (p.piece, p.page, p.y)).collect()).collect()
    }

    #[test]
    fn what_fits_stands_below_and_the_rest_begins_a_sheet() {
        assert_eq!(stacked(&[]), Vec::<Vec<_>>::new());
        assert_eq!(
            stacked(&[(1, 100.0), (1, 300.0), (1, 241.0), (1, 300.0)]),
            [vec![(0, 0, 0.0), (1, 0, 130.0)], vec![(2, 0, 0.0), (3, 0, 271.0)]]
        );
        assert_eq!(stacked(&[(1, 100.0), (1, 300.0), (1, 240.0)]), [vec![(0, 0, 0.0), (1, 0, 130.0), (2, 0, 460.0)]]);
    }

    #[test]
    fn long_notes_begin_a_sheet_and_others_follow_them() {
        assert_eq!(
            stacked(&[(1, 100.0), (3, 200.0), (1, 400.0), (1, 400.0)]),
            [vec![(0, 0, 0.0)], vec![(1, 0, 0.0)], vec![(1, 1, 0.0)], vec![(1, 2, 0.0), (2, 0, 230.0)], vec![(3, 0, 0.0)]]
        );
    }
}

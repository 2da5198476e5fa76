use crate::reader::*;
use orubbad::statistics::disclosure::*;
#[test]
fn x() {
    for counts in [[[1, 20, 30], [20, 1, 30], [25, 25, 25]], [[1, 9, 6], [6, 7, 2], [8, 6, 9]]] {
        for c in [0, 1, 2, 4] {
            let sheet = grid(counts);
            let p = publish(&sheet, Rules { threshold: 5, coalition: c }, [1; 32]);
            let p = match p {
                Ok(p) => p,
                Err(e) => {
                    println!("{counts:?} c={c}: {e}");
                    continue;
                }
            };
            println!("{counts:?} c={c} hidden {:?}", p.hidden);
            if counts[0][1] == 20 {
                continue;
            }
            let r = Reader::of_figures(&sheet, &p, 60);
            let t = std::time::Instant::now();
            for atom in 0..9u32 {
                for who in 0..10u32 {
                    let r = if who < 9 {
                        if c == 0 || sheet.system.atoms()[who as usize] == 0 {
                            continue;
                        };
                        r.clone().knowing(who, c.min(sheet.system.atoms()[who as usize]))
                    } else {
                        r.clone()
                    };
                    let f = r.finds_cell(&sheet.system, atom);
                    let k = if who == atom { c.min(sheet.system.value(atom)) } else { 0 };
                    if sheet.system.value(atom) < 5 && !in_doubt(&f, 5, k) {
                        println!("   who {who} cell {atom} {:?}", f);
                    }
                }
            }
            println!("{:?}", t.elapsed());
        }
    }
    // 2x2 square
    for c in [0, 1, 2] {
        let sheet = grid([[1, 20], [20, 1]]);
        match publish(&sheet, Rules { threshold: 5, coalition: c }, [1; 32]) {
            Err(e) => println!("{e}"),
            Ok(p) => {
                println!("2x2 c={c} hidden {:?}", p.hidden);
                let r = Reader::of_figures(&sheet, &p, 60);
                println!("{:?}", r.clone().finds_cell(&sheet.system, 0));
                println!("{:?}", r.clone().knowing(3, 1).finds_cell(&sheet.system, 0));
            }
        }
    }
}

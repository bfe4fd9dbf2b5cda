// Embedded Swift: Conway's game of life on a torus, plain arrays with their bounds checks.

struct Board {
  let width: Int
  let height: Int
  private(set) var cells: [UInt8]

  init(width: Int, height: Int, seed: UInt64) {
    self.width = width
    self.height = height
    var state = seed
    cells = (0..<width * height).map { _ in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state >> 40 & 3 == 0 ? 1 : 0
    }
  }

  mutating func step() {
    var next = cells
    for y in 0..<height {
      let above = (y == 0 ? height - 1 : y - 1) * width
      let here = y * width
      let below = (y == height - 1 ? 0 : y + 1) * width
      for x in 0..<width {
        let left = x == 0 ? width - 1 : x - 1
        let right = x == width - 1 ? 0 : x + 1
        let neighbours =
          cells[above + left] + cells[above + x] + cells[above + right] + cells[here + left]
          + cells[here + right] + cells[below + left] + cells[below + x] + cells[below + right]
        next[here + x] = neighbours == 3 || (neighbours == 2 && cells[here + x] == 1) ? 1 : 0
      }
    }
    cells = next
  }

  var alive: Int { cells.reduce(0) { $0 + Int($1) } }
}

/// The program.
@_cdecl("_start")
public func start() {
  let size = argument(1, otherwise: 128)
  let steps = argument(2, otherwise: 100)
  var board = Board(width: size, height: size, seed: 2_463_534_242)
  let before = board.alive
  for _ in 0..<steps { board.step() }
  print("life \(size)x\(size): \(before) alive, \(board.alive) after \(steps) steps")
}

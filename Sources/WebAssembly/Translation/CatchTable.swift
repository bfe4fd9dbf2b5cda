/// Where exceptions go that are thrown in a function: its `try_table` blocks by code address.
///
/// It stands behind the function's code, as 32-bit integers: the number of blocks; per block, in
/// the order of their starts, first and last code offset, the block around it, the position of its
/// first clause and how many there are; then per clause tag, flags, target and place of the values.
struct CatchTable {
  /// One clause of a `try_table`.
  struct Clause {
    /// The tag's index in the module, or all ones for all.
    var tag: UInt32
    /// Whether the label also takes a reference to the exception.
    var pushesReference: Bool
    /// The code offset to go on at, or all ones to return from the function.
    var target: UInt32
    /// The byte offset in the frame of the first value the label takes.
    var base: UInt32
  }

  /// Stands for all tags, for a return, for no block around.
  static let none = UInt32.max

  private let words: UnsafePointer<UInt32>
  private var blockCount: Int { Int(words[0]) }

  /// The table of a function, if it has one.
  init?(_ code: Code) {
    let offset = CodeBuffer.tableOffset(of: code)
    guard offset != 0 else { return nil }
    words = (code + offset).assumingMemoryBound(to: UInt32.self)
  }

  /// The clause that catches an exception thrown at a code offset.
  func clause(at offset: Int, catches: (UInt32) -> Bool) -> Clause? {
    // The last block that starts before; if it has ended, the ones around it may not have.
    var (low, high) = (0, blockCount)
    while low < high {
      let middle = (low + high) / 2
      if Int(words[1 + 5 * middle]) <= offset { low = middle + 1 } else { high = middle }
    }
    var block = low == 0 ? CatchTable.none : UInt32(low - 1)
    while block != CatchTable.none {
      let row = words + 1 + 5 * Int(block)
      if offset < Int(row[1]), let clause = clause(of: row, catches: catches) { return clause }
      block = row[2]
    }
    return nil
  }

  private func clause(
    of row: UnsafePointer<UInt32>, catches: (UInt32) -> Bool
  ) -> Clause? {
    let first = words + 1 + 5 * blockCount + 4 * Int(row[3])
    for position in 0..<Int(row[4]) {
      let clause = first + 4 * position
      if clause[0] == CatchTable.none || catches(clause[0]) {
        return Clause(
          tag: clause[0], pushesReference: clause[1] != 0, target: clause[2], base: clause[3])
      }
    }
    return nil
  }
}

/// A catch table while its function is translated.
struct CatchTableBuilder {
  private struct Block {
    var start: Int
    var end = 0
    var parent: UInt32
    var firstClause: Int
    var clauseCount: Int
  }

  private var blocks: [Block] = []
  private var clauses: [CatchTable.Clause] = []
  /// Per clause, the next one that waits for the same label, or -1.
  private var waiting: [Int] = []
  private var open = CatchTable.none

  /// Begins a block; its clauses must be the newest ones.
  ///
  /// - Returns: its number, for `end`.
  mutating func begin(at start: Int, clauseCount: Int) -> Int {
    blocks.append(
      Block(
        start: start, parent: open, firstClause: clauses.count - clauseCount,
        clauseCount: clauseCount))
    open = UInt32(truncatingIfNeeded: blocks.count - 1)
    return blocks.count - 1
  }

  mutating func end(_ block: Int, at end: Int) {
    blocks[block].end = end
    open = blocks[block].parent
  }

  /// Adds a clause.
  ///
  /// - Parameter chain: the newest clause that waits for the same label, or -1.
  /// - Returns: the clause's number.
  mutating func add(_ clause: CatchTable.Clause, waitingBehind chain: Int = -1) -> Int {
    clauses.append(clause)
    waiting.append(chain)
    return clauses.count - 1
  }

  /// Tells all clauses of a chain where their label is.
  mutating func resolve(_ chain: Int, to target: Int) {
    var clause = chain
    while clause >= 0 {
      clauses[clause].target = UInt32(truncatingIfNeeded: target)
      clause = waiting[clause]
    }
  }

  var isEmpty: Bool { blocks.isEmpty }

  /// The table as it stands behind the code, an even number of integers.
  var words: [UInt32] {
    var words: [UInt32] = [UInt32(truncatingIfNeeded: blocks.count)]
    words.reserveCapacity(2 + 5 * blocks.count + 4 * clauses.count)
    for block in blocks {
      for value in [block.start, block.end] { words.append(UInt32(truncatingIfNeeded: value)) }
      words.append(block.parent)
      for value in [block.firstClause, block.clauseCount] {
        words.append(UInt32(truncatingIfNeeded: value))
      }
    }
    for clause in clauses {
      words += [clause.tag, clause.pushesReference ? 1 : 0, clause.target, clause.base]
    }
    if words.count % 2 == 1 { words.append(0) }
    return words
  }
}

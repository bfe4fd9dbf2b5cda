import Foundation
import HandlerGenerator
import Testing

/// The generated handlers are those that the generator makes.
@Suite struct RegenerationTests {
  @Test func checkedInHandlersAreUpToDate() throws {
    let directory = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
      .appendingPathComponent("Sources/WebAssembly/Execution/Generated")
    let files = HandlerGenerator.generate()
    for file in files {
      let url = directory.appendingPathComponent(file.name)
      let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
      #expect(text == file.text, "\(file.name) is not what `swift run generate-handlers` writes")
    }
    let present = try FileManager.default.contentsOfDirectory(atPath: directory.path)
    #expect(Set(present) == Set(files.map(\.name)))
  }
}

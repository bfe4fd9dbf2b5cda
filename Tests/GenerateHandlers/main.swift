import Foundation
import HandlerGenerator

// Usage: swift run generate-handlers DIRECTORY
guard CommandLine.arguments.count == 2 else {
  FileHandle.standardError.write(Data("usage: generate-handlers DIRECTORY\n".utf8))
  exit(64)
}
let directory = URL(fileURLWithPath: CommandLine.arguments[1], isDirectory: true)
for file in HandlerGenerator.generate() {
  try Data(file.text.utf8).write(to: directory.appendingPathComponent(file.name))
}

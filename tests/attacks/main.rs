mod lab;
mod reader;

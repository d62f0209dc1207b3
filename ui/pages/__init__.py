"""The pages of the owners' site. Each module puts one page into the Gradio application."""
